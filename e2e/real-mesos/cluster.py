"""Where a cluster's files are, and which processes are its own."""
import json
import os


def default_dir():
    """Where setup puts the executables and start the state."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return os.environ.get("MESOSCOPE_REAL_MESOS") or os.path.join(cache, "mesoscope", "real-mesos")


def stat(pid):
    """The fields of /proc/PID/stat from the state on; none if the process is gone or only waits to be reaped."""
    try:
        with open("/proc/%d/stat" % pid) as f:
            fields = f.read().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else fields


def born(pid):
    """When a process was started, in the kernel's ticks: with the pid, this names one process and no later one."""
    fields = stat(pid)
    return fields[19] if fields else None


class Cluster:
    """One cluster of a directory, named by the port of its master."""

    def __init__(self, directory, port):
        self.port = port
        self.bin = os.path.join(os.path.abspath(directory), "bin")
        self.run = os.path.join(os.path.abspath(directory), "run", str(port))
        self.note = os.path.join(self.run, "pids.json")

    def home(self, name):
        """The directory of the master or of an agent."""
        return os.path.join(self.run, name)

    def processes(self):
        """What was started: name -> {"pid", "started"}; none if nothing was."""
        try:
            with open(self.note) as f:
                return json.load(f)
        except (OSError, ValueError):
            return None

    def remember(self, processes):
        with open(self.note + ".part", "w") as f:
            json.dump(processes, f, indent=1)
        os.rename(self.note + ".part", self.note)

    def forget(self):
        os.unlink(self.note)


def is_alive(process):
    """Whether the very process that was remembered still runs."""
    return process["started"] is not None and born(process["pid"]) == process["started"]
