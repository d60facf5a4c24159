"""The knowledge base: one façade, all wiring, all settings."""

from kb.knowledge_base import KnowledgeBase
from kb.settings import Settings

__all__ = ["KnowledgeBase", "Settings"]
