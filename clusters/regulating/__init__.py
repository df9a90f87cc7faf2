"""The operating regulations as values: their articles, their terms, and what differs between two versions."""

from clusters.regulating.kinds import Unsuitable
from clusters.regulating.terms import DEFAULTS, KINDS, Term, Terms, read_terms, stored_default, term_of

__all__ = ["DEFAULTS", "KINDS", "Term", "Terms", "Unsuitable", "read_terms", "stored_default", "term_of"]
