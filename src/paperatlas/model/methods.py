"""What an entry says of a method: its formulas, their symbols and its properties."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from .base import Model, forget_given_fields
from .values import Key, Latex, Number

Does = Literal[
    "exp", "log", "sigmoid", "tanh", "relu", "elu", "silu", "softplus", "cos", "sin", "max", "real", "imaginary",
    "softmax", "unit", "layer-norm", "rms-norm", "diag", "identity",
]  # fmt: skip
"""The functions that the engine knows, and the identity matrix."""

TransitionClass = Literal[
    "identity", "scalar", "diagonal", "identity-low-rank", "scalar-low-rank", "diagonal-low-rank",
    "householder-product", "matrix", "nonlinear", "grows",
]  # fmt: skip
"""What a token does with the memory before it writes, as it follows from the equations."""


def texts(given: object) -> tuple[str, ...]:
    """The texts of a field that may have one or several, as an entry writes it."""
    found = given if isinstance(given, list | tuple) else (given,)
    return tuple(one for one in found if isinstance(one, str))


class Symbol(Model):
    """A symbol of the formulas."""

    latex: Latex
    """The symbol in LaTeX, with its index: `\\tilde S_t`."""
    name: str
    """What it means, in a few words."""
    shape: Latex | None = None
    """`1` for a scalar, `d_k` for a column, `d_v \\times d_k` for a matrix, `d_k \\to m` for a function."""
    range: str | None = None
    """Which values it has, in words: `0 to 1`, `more than 0`, `real`, `complex`, `of length 1`."""
    does: Does | None = None
    """What a function computes, if it is one that the engine knows."""
    size: int | None = None
    """For a size such as the number of slots: a usual value."""
    usual: Number | None = None
    """For a number such as a gate: a usual value, with which the figure of the memory begins."""
    general: bool = False
    """Whether readers know it from elsewhere, so that the page of a paper does not explain it."""


class Method(BaseModel):
    """A method that the paper defines. `methods.yml` declares which formulas and properties it may have."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)

    key: Key
    """Unique in the whole catalogue."""
    name: str
    """The name that readers use."""
    where: str | None = None
    """Where the paper defines it, such as "eq. 3"."""

    symbols: tuple[Symbol, ...] = ()
    """The symbols of its formulas that mean something else here than in other methods."""

    def model_post_init(self, _: Any) -> None:
        forget_given_fields(self)

    def value(self, name: str) -> str | None:
        """The formula or property of that name, or None; of a property with several values, the first."""
        return next(iter(self.values(name)), None)

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a property, in the order of the entry: several only where `methods.yml` says `many`.

        >>> Method(key="heapsort", name="Heapsort", sorts=["arrays", "files"], order="total").values("sorts")
        ('arrays', 'files')
        """
        return texts((self.model_extra or {}).get(name))
