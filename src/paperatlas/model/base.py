"""What all models share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

_NO_FIELDS: set[str] = set()


def forget_given_fields(model: BaseModel) -> None:
    # pydantic keeps a set of field names for every block of every entry. Nothing reads it, and it takes a tenth of
    # the memory.
    object.__setattr__(model, "__pydantic_fields_set__", _NO_FIELDS)


class Model(BaseModel):
    # A validator is built when it is first used: most models are only parts of others, and need none of their own.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def model_post_init(self, _: Any) -> None:
        forget_given_fields(self)
