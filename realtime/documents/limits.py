"""What one client and one document may take: a group of settings, `DOCUMENTS_…`."""

from career.limits import DocumentLimits

__all__ = ["DocumentLimits"]
