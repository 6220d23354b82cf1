import time

import pytest

@pytest.mark.parametrize("seconds", [0.02, 0.023, 0.207])
def test_imports(seconds):
    time.sleep(seconds)
    assert seconds >= 0
