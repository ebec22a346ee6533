"""What is known of the fields of a model: the models inside them, and their descriptions.

pydantic can collect descriptions too (`use_attribute_docstrings`), but then it does so for each model at every start.
Here they are read from the source when something needs them: the reference, a schema, and the message
about a missing field.
"""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The models in the type of a field: `Relation` of `tuple[Relation, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in models_in(inner)]


def description(model: type[BaseModel], name: str) -> str:
    """What the docstring below a field says; "" if there is none.

    >>> from .entries import Paper
    >>> description(Paper, "doi"), description(Paper, "key")
    ('The DOI, without https://doi.org/.', '')
    """
    return next(
        (text for kind in model.__mro__ if (text := _docstrings(kind.__module__).get((kind.__name__, name)))), ""
    )


@cache
def described(model: type[BaseModel]) -> type[BaseModel]:
    """The model with its descriptions, for its JSON Schema."""
    for name, field in model.model_fields.items():
        field.description = description(model, name) or None
        for inner in models_in(field.annotation):
            described(inner)
    model.model_rebuild(force=True)
    return model


@cache
def _docstrings(module: str) -> dict[tuple[str, str], str]:
    """By class and field of a module: the docstring below the field."""
    if module.partition(".")[0] != __name__.partition(".")[0]:  # pydantic's own classes
        return {}
    return {
        (kind.name, field.target.id): inspect.cleandoc(text.value.value)
        for kind in ast.parse(inspect.getsource(sys.modules[module])).body
        if isinstance(kind, ast.ClassDef)
        for field, text in zip(kind.body, kind.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }
