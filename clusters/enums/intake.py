"""A workbook of units and posts: how far it is, what each of its rows would do, and why."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IntakeState(TextChoices):
    CHECKED = "checked", _("Checked")
    CARRIED_OUT = "carried_out", _("Carried out")
    DISCARDED = "discarded", _("Discarded")


INTAKE_MOVES = {
    IntakeState.CHECKED: {IntakeState.CARRIED_OUT, IntakeState.DISCARDED},
    IntakeState.CARRIED_OUT: set(),
    IntakeState.DISCARDED: set(),
}


class IntakeSheet(TextChoices):
    UNITS = "units", _("Units")
    POSTS = "posts", _("Posts")


class IntakeVerdict(TextChoices):
    """What carrying out does with a row."""

    NEW = "new", _("New")
    STANDING = "standing", _("Already there")
    CHANGED = "changed", _("To be changed")
    REFUSED = "refused", _("Refused")


class IntakeReason(TextChoices):
    """A sentence about a row, with the values that it is filled with when it is shown."""

    # what the row itself says
    MISSING = "missing", _("“{column}” is empty.")
    TOO_LONG = "too_long", _("“{column}” is longer than {most} characters. Shorten it.")
    BAD_DAY = "bad_day", _("“{text}” is not a day. Write it like 31/12/2026.")
    BAD_MAIL = "bad_mail", _("“{text}” is not a mail address.")
    BAD_USERNAME = "bad_username", _("“{text}” is not a user name: letters without marks, digits, dots, hyphens only.")
    UNKNOWN_KIND = "unknown_kind", _("“{text}” is not a kind of body. Take one from the sheet of notes.")
    UNKNOWN_ROLE = "unknown_role", _("“{text}” is not a post. Take one from the sheet of notes.")
    MERGED = "merged", _("Cells are merged over several rows. Unmerge them and fill each row.")
    NO_RESULT = "no_result", _("“{column}” is a formula without a result, or with an error. Write the value itself.")
    # units
    TWICE = "twice", _("The same as row {row}.")
    UNKNOWN_PARENT = "unknown_parent", _("No superior body is called “{text}”, here or in the file.")
    AMBIGUOUS_PARENT = "ambiguous_parent", _("Several bodies are called “{text}”. Write the superior's whole name.")
    REFUSED_PARENT = "refused_parent", _("The superior body “{text}” is refused itself, in row {row}.")
    CIRCLE = "circle", _("The superior bodies lead in a circle, or more than {most} levels down.")
    OUTSIDE = "outside", _("“{text}” does not belong to {authority}.")
    NOT_KEPT = "not_kept", _("“{text}” is no authority that you keep, nor one of the two levels beneath such a one.")
    OTHER_KIND = "other_kind", _("It is registered as another kind: {kind}. Write that one, or leave it empty.")
    OTHER_DAY = "other_day", _("It is registered as existing from {day}. Write that day, or leave it empty.")
    TAKEN = "taken", _("There is already an organisation of this name that begins on this day.")
    PROVINCE = "province", _("Province: {before} → {after}")
    ALIKE = "alike", _("Very like “{text}”, which is there already. Make sure that it is another body.")
    ENDED = "ended", _("Until {day}.")
    # posts
    UNKNOWN_UNIT = "unknown_unit", _("No body is called “{text}”, here or in the file.")
    AMBIGUOUS_UNIT = "ambiguous_unit", _("Several bodies are called “{text}”. Write the whole name.")
    REFUSED_UNIT = "refused_unit", _("The body “{text}” is refused itself, in row {row} of the units.")
    UNIT_NOT_KEPT = "unit_not_kept", _("“{text}” is not one of the three levels beneath an authority that you keep.")
    TWO_NAMES = "two_names", _("Row {row} gives the same mail address to another name.")
    TWO_USERNAMES = "two_usernames", _("Row {row} gives the same person another user name.")
    SAME_USERNAME = "same_username", _("Row {row} gives this user name to somebody else.")
    OTHER_NAME = "other_name", _("The account with this mail address bears another name.")
    OTHER_USERNAME = "other_username", _("The account with this mail address has another user name. Leave it empty.")
    TAKEN_USERNAME = "taken_username", _("This user name is taken. Write another one, or leave it empty.")
    CLOSED = "closed", _("The account with this mail address is closed.")
    NOT_AN_AUTHORITY = "not_an_authority", _("This role exists only at an authority that runs clusters.")
    NOT_A_UNIT = "not_a_unit", _("This role exists only at a unit that takes part in clusters.")
    TOO_EARLY = "too_early", _("“{text}” exists from {day}. Choose that day or a later one.")
    BODY_ENDS = "body_ends", _("“{text}” exists until {day}. Give this post on its page, with its last day.")
    OVERLAP = "overlap", _("The person holds this post at that time already, from {day} on.")
    OVERLAP_HERE = "overlap_here", _("Row {row} gives the same post to the same person at that time.")
    ACCOUNT = "account", _("New account: {username}")
