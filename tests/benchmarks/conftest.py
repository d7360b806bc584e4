"""Benchmarks run when they are asked for: `pytest tests/benchmarks` or `pytest -m benchmark`."""


def pytest_collection_modifyitems(config, items):
    wanted = "benchmark" in config.option.markexpr or any("benchmarks" in str(arg) for arg in config.args)
    if not wanted:
        here = [item for item in items if item.get_closest_marker("benchmark")]
        config.hook.pytest_deselected(items=here)
        items[:] = [item for item in items if item not in here]
