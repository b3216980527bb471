"""What a screen must be, whoever made it: findings in words, none when all is well."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import axe_playwright_python

if TYPE_CHECKING:
    from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_ASK = """async runOnly => {
    const found = await axe.run({runOnly, resultTypes: ['violations']})
    return found.violations.flatMap(rule => rule.nodes.map(
        node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`))
}"""
# Links within text are exempt (WCAG 2.5.8): they are as high as their line.
_SMALL = """() => [...document.querySelectorAll('button, summary, select, textarea, .btn, .chip,'
    + '.tick, .tabs a, .seg a, .bottom-bar a,'
    + 'input:not([type=hidden], [type=checkbox], [type=radio])')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest('.vh, .toast'))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.height > 1 && box.height < 43.5 && !(box.width > 1 && box.width < 2))
    .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`)"""
_WEIGHT = """() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""
_SHIFTS = """() => new Promise(told => {
    let sum = 0
    new PerformanceObserver(list => {
        for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value
    }).observe({type: 'layout-shift', buffered: true})
    setTimeout(() => told(sum), 50)
})"""


def barriers(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE)
    tags = {"type": "tag", "values": _RULES}
    colours = {"type": "rule", "values": ["color-contrast"]}
    return list(page.evaluate(_ASK, colours if colours_only else tags))


def small_targets(page: Page) -> list[str]:
    """Controls too low for a finger, where the page is touched."""
    return list(page.evaluate(_SMALL))


def weight(page: Page) -> int:
    """The bytes of the page and of all it needed, as if nothing were compressed."""
    return int(page.evaluate(_WEIGHT))


def shift(page: Page) -> float:
    """How much of the page moved by itself since it was opened (Cumulative Layout Shift)."""
    return float(page.evaluate(_SHIFTS))


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def filled_buttons(page: Page) -> int:
    """How many buttons in the main colour are seen."""
    return page.locator("main .btn--main:visible").count()
