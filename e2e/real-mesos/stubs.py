#!/usr/bin/env python3
"""Makes the stub libraries that the Mesos library needs before it can be loaded.

The library wants the OpenSSL 1.0, curl and Python 2 libraries of the machine it was built for. Nothing on the path of a
master or an agent without TLS calls them, so empty functions with the right names and version nodes are enough.

usage: stubs.py LIBRARY DIRECTORY
"""
import collections
import os
import subprocess
import sys

library, out = sys.argv[1:3]
table = subprocess.run(["nm", "-D", "--undefined-only", library],
                       check=True, capture_output=True, text=True).stdout
versioned = collections.defaultdict(list)
python = []
for line in table.splitlines():
    name = line.split()[-1]
    if "@" in name:
        name, version = name.replace("@@", "@").split("@")
        if version.startswith(("OPENSSL", "CURL")):
            versioned[version].append(name)
    elif name.startswith(("Py", "_Py")):
        python.append(name)


def build(soname, source, script=None):
    c = os.path.join(out, soname + ".c")
    with open(c, "w") as f:
        f.write(source)
    command = ["gcc", "-w", "-shared", "-fPIC", "-o", os.path.join(out, soname), c,
               "-Wl,-soname," + soname]
    if script:
        with open(c + ".map", "w") as f:
            f.write(script)
        command.append("-Wl,--version-script=" + c + ".map")
    subprocess.run(command, check=True)
    for leftover in (c, c + ".map"):
        if os.path.exists(leftover):
            os.unlink(leftover)


def stub(soname, nodes):
    build(soname,
          "".join(f"void* {n}(void){{return 0;}}\n" for v in nodes for n in versioned[v]),
          "".join("%s { global: %s };\n" % (v, " ".join(n + ";" for n in versioned[v])) for v in nodes))


ssl = sorted(v for v in versioned if v.startswith("OPENSSL"))
curl = sorted(v for v in versioned if v.startswith("CURL"))
stub("libssl.so.1.0.0", ssl)
stub("libcrypto.so.1.0.0", ssl)
stub("libcurl.so.4", curl)
build("libpystub.so", "".join(
    f"char {n}[512];\n" if n.startswith("PyExc_") or n == "_Py_NoneStruct" or n.endswith("_Type")
    else f"void* {n}(void){{return 0;}}\n" for n in python))
