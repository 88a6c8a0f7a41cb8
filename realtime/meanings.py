"""What the members of a model mean: the text that stands below each in its class.

Read when somebody asks for the description. Pydantic would read it as well (`use_attribute_docstrings`), but
at every start of every process, and that takes longer than all the rest of the models.
"""

import ast
import inspect
import textwrap
from functools import cache
from itertools import pairwise

from pydantic import BaseModel


def summary(kind: type) -> str:
    """The first paragraph of a class's own text, on one line; what it inherits says nothing about it."""
    return _line((kind.__dict__.get("__doc__") or "").strip().partition("\n\n")[0])


def first_line(function: object) -> str:
    """What a function says of itself, in short."""
    return (function.__doc__ or "").strip().partition("\n")[0]


def meanings(model: type[BaseModel]) -> dict[str, str]:
    """By member; what a class says of a member goes before what its bases say."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if issubclass(kind, BaseModel) and kind is not BaseModel:
            found |= _below_members(kind)
    return {name: found[name] for name in model.model_fields if name in found}


@cache
def _below_members(kind: type[BaseModel]) -> dict[str, str]:
    definition = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(definition, ast.ClassDef)
    found: dict[str, str] = {}
    for member, below in pairwise(definition.body):
        match member, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = _line(text)
            case _:
                continue
    return found


def _line(text: str) -> str:
    return " ".join(text.split())
