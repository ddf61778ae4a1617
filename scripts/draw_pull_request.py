"""Writes the page that docs/pull-request.png is a picture of: a pull request's body, made of the demo's digest.

    python scripts/draw_pull_request.py page.html
    chromium --headless --no-sandbox --disable-gpu --disable-lcd-text --window-size=1100,1060 \\
        --screenshot=docs/pull-request.png page.html

It needs no key and no network; the style is our own, and only resembles what GitHub shows.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from markdown_it import MarkdownIt

from summarizer.cli import main as summarize
from summarizer.github.body import pull_request_body
from summarizer.github.order import OUTPUT, filled, week_of
from summarizer.rendering.record import load_json

ROOT = Path(__file__).resolve().parent.parent

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
html {{ overflow: hidden; }}
body {{ font: 14px/1.5 "DejaVu Sans", sans-serif; color: #1f2328; background: #fff; margin: 28px; }}
h1 {{ font-size: 24px; font-weight: 400; margin: 0 0 4px; }}
h1 span {{ color: #59636e; }}
h3 {{ font-size: 17px; margin: 22px 0 8px; }}
.state {{ display: inline-block; background: #59636e; color: #fff; border-radius: 16px; padding: 3px 12px; }}
.from {{ color: #59636e; margin: 0 0 18px; }}
.body {{ border: 1px solid #d1d9e0; border-radius: 6px; padding: 8px 18px 18px; }}
code {{ background: #eff1f3; border-radius: 4px; padding: 1px 5px; font: 12px "DejaVu Sans Mono", monospace; }}
code {{ overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; font-size: 12px; width: 100%; }}
th, td {{ border: 1px solid #d1d9e0; padding: 5px 9px; text-align: left; vertical-align: top; }}
tr:nth-child(even) td {{ background: #f6f8fa; }}
a {{ color: #0969da; text-decoration: none; }}
</style></head><body>
<h1>{title} <span>#41</span></h1>
<p class="from"><span class="state">Draft</span> github-actions wants to merge 1 commit into
<code>main</code> from <code>{branch}</code></p>
<div class="body">{body}</div>
</body></html>
"""


def main(target: Path) -> None:
    """Write the page to `target`."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "digest.json"
        demo = [str(ROOT / "examples" / "urls.txt"), "--replay", str(ROOT / "cassettes" / "demo.yaml")]
        summarize([*demo, "--quiet", "-o", str(record)])
        digest = load_json(record.read_text(encoding="utf-8"))
    # The checkout's folder is nothing for a picture.
    week, date = week_of(digest.issue.date), digest.issue.date
    body = pull_request_body(digest, week=week, path=filled("output", OUTPUT, date, None), closes=[38, 40])
    shown = MarkdownIt("gfm-like").render(body.replace(f"{ROOT}/", ""))
    shown = re.sub(r"(closes) (#\d+)", r'\1 <a href="#">\2</a>', shown)
    page = PAGE.format(title=digest.issue.title, branch=f"digest/{week}", body=shown)
    target.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
