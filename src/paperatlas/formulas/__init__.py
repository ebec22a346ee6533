"""The formulas of methods: read, checked for shapes and, with numpy, run."""
