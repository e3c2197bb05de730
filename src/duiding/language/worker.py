"""A process that annotates for another: a job per line comes in, packed annotations go out.

It ends when nothing more comes in, also when the other program was killed.
"""

import json
import os
import signal
import sys
from typing import Any

from duiding.language.annotation import pack
from duiding.language.pipelines import Pipelines
from duiding.language.reading import read_turns


def main() -> None:
    """Do jobs until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program that gave the jobs
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing else comes between the answers
    pipelines: Pipelines | None = None
    for line in sys.stdin.buffer:
        job = json.loads(line)
        pipelines = pipelines or Pipelines(job["wanted"])
        packed = _done(pipelines, job)
        head = {"key": pipelines.key(job["language"]), "size": len(packed)}
        answers.write(json.dumps(head).encode() + b"\n" + packed)
        answers.flush()


def _done(pipelines: Pipelines, job: dict[str, Any]) -> bytes:
    pipeline = pipelines.load(job["language"])
    annotation = read_turns(pipeline, job["text"], job["turns"], job["silent"])
    assert annotation is not None
    return pack(annotation)


if __name__ == "__main__":
    main()
