"""A page of Gradio's components, mounted in our application with our theme."""

from __future__ import annotations

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI

from desk.traced import trace
from desk.web import STATIC

FONTS = ["PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "system-ui", "sans-serif"]
_SHADES = (
    "#eef4fb",
    "#d9e6f5",
    "#b4cdea",
    "#85abd9",
    "#5586c1",
    "#2f66a6",
    "#1f5190",
    "#1a4276",
    "#17375f",
    "#132c4c",
    "#0d1f36",
)


def mount_page(app: FastAPI, blocks: gr.Blocks, path: str, max_file_size: str | None = None) -> None:
    """Puts `blocks` at `path` of `app`. What is mounted first goes first: / comes last."""
    trace(blocks)
    blocks.queue(default_concurrency_limit=8, max_size=200, api_open=False)
    hue = gr.themes.Color(*_SHADES, name="desk")
    theme = gr.themes.Base(primary_hue=hue, neutral_hue="slate", font=FONTS, font_mono=["ui-monospace", "monospace"])
    gr.mount_gradio_app(
        app,
        blocks,
        path=path,
        theme=theme,
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        mcp_server=False,
        max_file_size=max_file_size,
        favicon_path=str(STATIC / "favicon.png") if path == "/" else None,
    )
