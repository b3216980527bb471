"""Static files under names that change with their content, so that browsers keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Compressed, and hashed down to the imports of modules.

    Where nothing was gathered (Django's own `runserver`), names stay as they are.
    """

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """The name under which a file is served."""
        return str(super().stored_name(name)) if self.hashed_files else name
