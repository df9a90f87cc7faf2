"""What every rule type promises, whichever it is: bounds, order, reach, effects, storing, sentences."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters.explanations import explain, explain_problem
from clusters.scoring import RULES, as_json, parse_inputs, parse_parameters
from clusters.scoring.values import NOT_COUNTED, ZERO_PARENT, Problem
from tests.clusters.scoring.rule_cases import cases, grown

QUIET = settings(derandomize=True, deadline=None, max_examples=60)
RULE = pytest.mark.parametrize("name", RULES)
LANGUAGES = ("vi", "en")


@RULE
def test_points_lie_between_nothing_and_the_maximum(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        points, _reasons, effect = case.outcome()

        assert points >= 0
        assert points <= case.setting.max_points or case.rule.may_exceed(case.setting.parameters)
        assert effect != NOT_COUNTED

    holds()


@RULE
def test_the_same_figures_give_the_same_points(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        assert case.outcome() == case.outcome()

    holds()


@RULE
def test_points_follow_each_input_as_promised(name):
    @QUIET
    @given(cases(name), st.data())
    def holds(case, data):
        inputs = {one.name: one for one in case.rule.inputs(case.setting.parameters)}
        for changed, way in case.rule.order(case.setting.parameters).items():
            value = data.draw(grown(inputs[changed], case.entries[0].values[changed]))
            assert (case.outcome(**{changed: value}).points - case.outcome().points) * way >= 0

    holds()


@RULE
def test_what_is_said_to_be_in_reach_is(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        inputs = {one.name: one for one in case.rule.inputs(case.setting.parameters)}
        entry, now = case.entries[0], case.outcome().points
        for values, points in case.rule.reach(case.among_others(entry), entry):
            assert all(inputs[changed].admits(value) for changed, value in values.items())
            assert case.outcome(**values).points == points
            assert points < now if case.setting.is_penalty else points > now

    holds()


@RULE
def test_parameters_and_inputs_are_read_back_as_stored(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        rule, parameters, values = case.rule, case.setting.parameters, case.entries[0].values
        values = {each: None if each in ("no_case", "not_applicable") else value for each, value in values.items()}

        assert parse_parameters(rule, as_json(parameters)) == parameters
        assert parse_inputs(rule, parameters, as_json(values)) == values

    holds()


@RULE
def test_every_reason_and_problem_is_declared_and_becomes_a_sentence(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        said = [*case.outcome().reasons, *case.rule.words(case.setting), *case.rule.check(case.setting)]

        assert {one.code for one in said} <= case.rule.templates.keys()
        for language in LANGUAGES:
            with translation.override(language):
                texts = [(explain_problem if isinstance(one, Problem) else explain)(one) for one in said]
            assert not [text for text in texts if not text or "{" in text or "…" in text]

    holds()


@RULE
def test_a_headline_never_fails_and_can_be_kept(name):
    @QUIET
    @given(cases(name), st.data())
    def holds(case, data):
        values = {each: data.draw(st.sampled_from([None, value])) for each, value in case.entries[0].values.items()}
        headline = case.rule.headline(case.setting.parameters, values)

        assert headline is None or headline.is_finite()

    holds()


@RULE
def test_points_given_by_hand_do_what_the_level_with_those_points_does(name):
    @QUIET
    @given(cases(name))
    def holds(case):
        of_effect = [each for each in case.rule.parameters if ZERO_PARENT in each.effects]
        listed = [one for each in of_effect for one in case.setting.parameters[each.name] or ()]
        points = [one.points for one in listed]
        for one in listed:
            if points.count(one.points) == 1:
                assert case.rule.effect_of(case.setting, one.points) == one.effect
        assert case.rule.effect_of(case.setting, case.setting.max_points + 1) == ""

    holds()
