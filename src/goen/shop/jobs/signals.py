"""What is told of jobs to the rooms that gave them.

`job_failed(sender, job)`: a job was given up, after its last try or because it was begun too often;
sent once that is written down. `job.lease` names who tried last, if somebody is still there.
"""

from __future__ import annotations

from django.dispatch import Signal

job_failed = Signal()
