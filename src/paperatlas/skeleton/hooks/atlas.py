"""What MkDocs calls in a build: the handlers of the engine. A handler that follows takes the place of one of them."""

from paperatlas.adapter.atlas import *  # noqa: F403
