"""Between MkDocs and the engine: the only folder that knows MkDocs."""
