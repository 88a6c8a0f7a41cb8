"""Tailored resumes and letters out of what the person stated, with a gate that refuses the rest."""
