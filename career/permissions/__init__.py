"""Who may do what: every action there is, and the rights that members have at their companies."""

from career.permissions.actions import ACTIONS, Action, Scope
from career.permissions.companies import Right, companies_where, may_edit_posting, postings_seen_by

__all__ = [
    "ACTIONS",
    "Action",
    "Right",
    "Scope",
    "companies_where",
    "may_edit_posting",
    "postings_seen_by",
]
