"""Every field remembers the line that it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from career.reading.lines import Line
from career.schema.reading import FieldEvidence, Finding, Question


@dataclass
class Evidence:
    """Collects the evidence of one reading; `trust` lowers all confidences (a scanner's text layer)."""

    paged: bool = True
    trust: float = 1.0
    fields: dict[str, FieldEvidence] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(self, path: str, lines: Sequence[Line], how: str, confidence: float = 1.0) -> None:
        """`lines` are where the value stands, on one page; nothing is noted for a value without lines."""
        if not lines:
            return
        first = lines[0]
        near = [line for line in lines if line.page == first.page]
        box = (
            min(line.box[0] for line in near),
            min(line.box[1] for line in near),
            max(line.box[2] for line in near),
            max(line.box[3] for line in near),
        )
        self.fields[path] = FieldEvidence(
            quote="\n".join(line.text for line in lines),
            page=first.page if self.paged else None,
            box=box if self.paged else None,
            confidence=round(confidence * self.trust, 2),
            how=how,
        )

    def ask(self, path: str, text: str, candidates: Sequence[str] = ()) -> None:
        self.questions.append(Question(path=path, text=text, candidates=tuple(candidates[:3])))
