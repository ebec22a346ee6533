"""Property tests run the same examples everywhere: a failure seen once can be seen again."""

from hypothesis import settings

settings.register_profile("atlas", deadline=None, database=None, derandomize=True, print_blob=False)
settings.load_profile("atlas")
