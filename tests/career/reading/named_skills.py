"""A gazetteer of a dozen names, so that the tests of postings do not hang on the big one."""

import re

from career.schema.skill import SkillHit

NAMES = {
    "python": "sl:python",
    "java": "sl:java",
    "go": "sl:go",
    "sql": "sl:sql",
    "postgresql": "sl:postgresql",
    "redis": "sl:redis",
    "docker": "sl:docker",
    "podman": "sl:podman",
    "kubernetes": "sl:kubernetes",
    "kafka": "sl:kafka",
    "rabbitmq": "sl:rabbitmq",
    "terraform": "sl:terraform",
    "tableau": "sl:tableau",
    "autocad": "sl:autocad",
    "revit": "sl:revit",
    "computer science": "sl:computer-science",
    "english": "sl:english",
    "communication": "sl:communication",
    "excel": "sl:excel",
}


class NamedSkills:
    """Finds whole words; `Excel` is always in doubt, as a verb would be."""

    def find(self, text: str, *, listed: bool = False) -> list[SkillHit]:
        names = "|".join(sorted(NAMES, key=len, reverse=True))
        return [
            SkillHit(
                skill_id=NAMES[match[0].lower()],
                start=match.start(),
                end=match.end(),
                text=match[0],
                strength="weak" if match[0].lower() == "excel" else "firm",
            )
            for match in re.finditer(rf"\b(?:{names})\b", text, re.IGNORECASE)
        ]
