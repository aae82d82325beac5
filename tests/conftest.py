"""Settings of the test runs."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("short", max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thousands", parent=settings.get_profile("short"), max_examples=4_000)
settings.register_profile("long", parent=settings.get_profile("short"), max_examples=100_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))
