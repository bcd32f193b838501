"""robots.txt (RFC 9309): where the sitemap is, and that AI crawlers are to stay away from those who did not ask them in.

It says nothing about who is not to be listed: a search engine has to read a page to find "noindex" in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from .. import addresses
from ..directory import Directory
from .output_file import OutputFile
from .site import Site
from .visibility import allows_ai

# Crawlers that gather pages for language models, or answer from them, and say that they read robots.txt; and some that
# are known to gather without saying so. Looked up in github.com/ai-robots-txt/ai.robots.txt as of 2026-08-22. Search
# engines and makers of link previews are left out, also where they use what they find for more than that.
AI_CRAWLERS = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "Amzn-SearchBot", "Amzn-User", "Andibot", "anthropic-ai",
    "Applebot-Extended", "bedrockbot", "Brightbot", "Bytespider", "CCBot", "ChatGLM-Spider", "ChatGPT-User",
    "Claude-SearchBot", "Claude-User", "Claude-Web", "ClaudeBot", "Cloudflare-AutoRAG", "cohere-ai",
    "cohere-training-data-crawler", "Cotoyogi", "Crawlspace", "DeepSeekBot", "Diffbot", "DuckAssistBot",
    "ExaSearchBot", "FacebookBot", "FirecrawlAgent", "FriendlyCrawler", "Gemini-Deep-Research",
    "Google-CloudVertexBot", "Google-Extended", "Google-NotebookLM", "GoogleOther", "GPTBot", "iaskspider", "ICC-Crawler",
    "ImagesiftBot", "img2dataset", "Kangaroo Bot", "laion-huggingface-processor", "LAIONDownloader",
    "meta-externalagent", "meta-externalfetcher", "meta-webindexer", "MistralAI-User", "OAI-SearchBot", "omgili",
    "omgilibot", "PanguBot", "Perplexity-User", "PerplexityBot", "PhindBot", "SBIntuitionsBot", "TavilyBot",
    "TikTokSpider", "Timpibot", "TongyiBot", "VelenPublicWebCrawler", "Webzio-Extended", "YandexAdditional",
    "YandexAdditionalBot", "YiyanBot", "YouBot",
)  # fmt: skip
ROOM = 480 * 1024
"""Octets for the pages that are opened to AI crawlers one by one. A crawler may stop reading after 500 KiB (RFC 9309,
section 2.5), and must not miss the last lines; past ten thousand such pages or so, the rest stay closed."""


def build(directory: Directory, site: Site) -> Iterator[OutputFile]:
    """The file, whose paths start where the site does."""
    yield OutputFile(addresses.ROBOTS, "".join(f"{line}\n" for line in _lines(directory, site)).encode())


def _lines(directory: Directory, site: Site) -> Iterator[str]:
    base = urlsplit(site.url).path or "/"
    yield "# What people here wish for; nobody can enforce it. Crawlers read this file at the root of a host only."
    yield "User-agent: *"
    # An address book's entry is for somebody who came to the page; it cannot say "noindex" itself.
    yield f"Disallow: {base}members/*.vcf$"
    willing = [profile.handle for profile in directory.profiles if allows_ai(profile)]
    if len(willing) < len(directory.profiles):
        yield ""
        yield from (f"User-agent: {name}" for name in AI_CRAWLERS)
        if willing:
            yield f"Allow: {base}{addresses.LLMS}"
        yield from _within(ROOM, (f"Allow: {base}{addresses.member(handle)}$" for handle in willing))
        yield f"Disallow: {base}"
    if site.url:
        yield ""
        yield f"Sitemap: {site.link(addresses.SITEMAP)}"


def _within(room: int, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            return
        yield line
