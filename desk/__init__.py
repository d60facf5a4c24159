"""Command line, HTTP API and Gradio desk: thin, over kb."""
