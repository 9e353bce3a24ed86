"""How events reach their files.

writer.py     EventWriter: events of every kind
log.py        the log below it: its states, and how interrupts leave it whole
direct.py     a log on a local disk, stored in the caller's thread
deferred.py   a log on remote storage, stored by a worker thread
queue.py      the events that a log has accepted and not yet stored
metadata.py   which tags have their SummaryMetadata in the current file
files.py      how an event file begins; names.py: what it is called
storage.py    where the bytes go: a local file, or anything with the same methods
incident.py   a storage that fails, from the first failure to the recovery
timer.py      the one thread that watches deadlines for every log
process.py    exit, fork, two writers in one directory
"""
