"""For all tests: no setting of the machine's, no network, and one real knowledge base that is made once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault of the code, and two runs of one commit should say the same.
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")

for name in [n for n in os.environ if n.startswith("POLICYDESK_")]:
    del os.environ[name]
os.environ.update(HF_HUB_OFFLINE="1", GRADIO_ANALYTICS_ENABLED="False", ANONYMIZED_TELEMETRY="False")

from kb import KnowledgeBase, Settings  # noqa: E402 - the environment first


@pytest.fixture(scope="session")
def real_kb_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with corpus/ brought in by the bundled model. Tests only read it."""
    data = tmp_path_factory.mktemp("real-kb")
    with closing(KnowledgeBase(Settings.load(data=data))) as kb:
        report = kb.ingest()
    assert not report.failures
    return data


@pytest.fixture(scope="session")
def real_kb(real_kb_data: Path) -> Iterator[KnowledgeBase]:
    """The knowledge base of `real_kb_data`, loaded. Tests only ask it."""
    with closing(KnowledgeBase(Settings.load(data=real_kb_data))) as kb:
        kb.load()
        yield kb
