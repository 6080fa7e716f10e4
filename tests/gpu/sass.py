"""What ptxas made of the kernels, read from the machine code inside a program.

Loops are natural loops of the control-flow graph: all blocks from which the source of a backward edge
can be reached without passing its target. The largest is the loop over paths; the largest in it draws
the noise of four steps; the largest in that one is a step. What an ordinary step costs is the fewest
instructions of any way once around: most steps reach no level, no fuel and no new high. Only lean kernels are
counted so: the shortest way through a switch over price models is nobody's.
"""

import heapq
import os
import pathlib
import re
import shutil
import subprocess
from collections import Counter

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGISTERS, THREADS, SHARED = 65536, 2048, 228 * 1024  # of a multiprocessor, sm_90
SHARED_PER_BLOCK = 1024  # which the system takes of each block's
BLOCK = 512  # threads, largest_block in models/core/table.hpp
# What the threads of a block set aside, each (PathProgram::aside_bytes), and what the block takes besides for
# the shipped scenario: hot counters, the ladder's tables (820 entries of 24 bytes for both sides), levels and
# report times, rounded up.
SET_ASIDE = {("gbm", "step"): 56, ("gbm", "bridge"): 88, ("any", "step"): 120, ("any", "bridge"): 152,
             ("any with a cascade", "step"): 136, ("any with a cascade", "bridge"): 168,
             ("any with a living book", "step"): 216, ("any with a living book", "bridge"): 232}
OF_THE_BLOCK = 26 * 1024
_FUNCTION = re.compile(r"^\s*Function : (\S+)", re.MULTILINE)
_LINE = re.compile(r"/\*([0-9a-f]{4,})\*/\s+(?:@(!?U?P\w+)\s+)?([A-Z][A-Z0-9_.]*)\s*([^;]*);")
_RESOURCES = re.compile(r"Function (\S+):\s*\n\s*(REG:.*)")
_CLASSES = [
    ("FP32", r"F(ADD|MUL|FMA|SETP|SEL|MNMX|SET|CHK|SWZADD)\b"),
    ("MUFU and conversions", r"(MUFU|I2F|F2I|I2FP|F2F|FRND|POPC|FLO|BREV)\b"),
    ("IMAD", r"(IMAD|IDP|UIMAD)\b"),
    ("branches", r"(BRA|BRX|JMP|BSSY|BSYNC|BREAK|CALL|RET|EXIT|WARPSYNC|YIELD)\b"),
    ("shared memory", r"(LDS|STS|ATOMS)\b"),
    ("other memory", r"(LD|ST|LDG|STG|LDC|ULDC|LDL|STL|ATOM|ATOMG|RED|LDCU)\b"),
    ("uniform", r"(U[A-Z0-9]+|R2UR|VOTEU)\b"),
    ("integer", r"."),
]


def tool(name):
    """cuobjdump or nvdisasm: of the toolkit, or where tools/setup puts them; None if there is none."""
    folder = ROOT / "build/cuda-disassembler/nvidia/cu13/bin"
    places = [os.environ.get("LIQ_CUDA_TOOLS", ""), str(folder), "/usr/local/cuda/bin"]
    return shutil.which(name, path=os.pathsep.join(places)) or shutil.which(name)


def class_of(opcode):
    return next(name for name, pattern in _CLASSES if re.match(pattern, opcode))


def label(symbol):
    """A short name of a kernel: price (gbm or any), monitoring, cascade."""
    price = "any" if "AnyOf" in symbol else "gbm"
    monitoring = "bridge" if "BridgeMonitoring" in symbol else "step"
    cascades = (("WithdrawingDepth", "withdrawing"), ("SteadyDepth", "cascade"), ("LivingBook", "full, living"),
                ("FrozenBook", "full, frozen"), ("Unmoved", "unmoved"))
    cascade = next((name for word, name in cascades if word in symbol), "no cascade")
    return f"{price}, {monitoring}, {cascade}"


def is_lean(kernel):
    """Programs of gbm alone leave room for half of all threads; the others take more registers."""
    return kernel.startswith("gbm")


def shipped_shared(kernel):
    """Shared memory of a block [bytes] for the shipped scenario."""
    price, monitoring, *cascade = kernel.split(", ")
    if cascade == ["full", "living"]:
        price += " with a living book"
    elif cascade not in (["no cascade"], ["unmoved"]):
        price += " with a cascade"
    return BLOCK * SET_ASIDE[price, monitoring] + OF_THE_BLOCK


def instructions(listing):
    """(address, predicate, opcode, operands) of every instruction; padding left out."""
    found = [(int(a, 16), p, o, rest.strip()) for a, p, o, rest in _LINE.findall(listing)]
    return [i for i in found if i[2] != "NOP"]


def _target(instruction):
    target = re.search(r"0x([0-9a-f]+)\s*$", instruction[3])
    return int(target[1], 16) if target else None


def graph(code):
    """Basic blocks by their first address: instructions, and the blocks that can follow."""
    jumps = {"BRA", "EXIT", "RET", "BRX", "JMP"}
    starts = {code[0][0]}
    for here, after in zip(code, code[1:]):
        word = here[2].split(".")[0]
        if word == "BRA" and _target(here) is not None:
            starts.add(_target(here))
        if word in jumps:
            starts.add(after[0])
    blocks, order = {}, []
    for instruction in code:
        if instruction[0] in starts:
            order.append(instruction[0])
            blocks[order[-1]] = []
        blocks[order[-1]].append(instruction)
    follows = {}
    for i, start in enumerate(order):
        last = blocks[start][-1]
        word = last[2].split(".")[0]
        to = [_target(last)] if word == "BRA" else []
        always = word in jumps and not last[1] and not re.search(r"U?P\d|\bUR\d.*,", last[3])
        if not always and i + 1 < len(order):
            to.append(order[i + 1])
        follows[start] = [t for t in to if t in blocks and t != start or t == start and word == "BRA"]
    return blocks, follows


def natural_loops(follows):
    """{head: blocks}; a backward edge is one to a block that dominates its source."""
    nodes = list(follows)
    before = {n: [] for n in nodes}
    for n in nodes:
        for t in follows[n]:
            before[t].append(n)
    every = set(nodes)
    dominators = {n: every for n in nodes}
    dominators[nodes[0]] = {nodes[0]}
    changed = True
    while changed:
        changed = False
        for n in nodes[1:]:
            sets = [dominators[p] for p in before[n]]
            new = (set.intersection(*sets) if sets else set()) | {n}
            if new != dominators[n]:
                dominators[n], changed = new, True
    loops = {}
    for n in nodes:
        for head in follows[n]:
            if head in dominators[n]:
                loop, todo = loops.setdefault(head, {head}), [n]
                while todo:
                    block = todo.pop()
                    if block not in loop:
                        loop.add(block)
                        todo += before[block]
    return loops


def shortest_way_round(head, loop, weight, follows):
    """The blocks of the way from the head back to it that has the fewest instructions."""
    heap, done = [(weight(head), head, (head,))], set()
    while heap:
        cost, block, way = heapq.heappop(heap)
        if block in done:
            continue
        done.add(block)
        for after in follows[block]:
            if after == head:
                return way
            if after in loop and after not in done:
                heapq.heappush(heap, (cost + weight(after), after, way + (after,)))
    return ()


def largest_within(loops, outer, head):
    inside = {h: b for h, b in loops.items() if h != head and b < outer}
    return max(inside.items(), key=lambda item: len(item[1]))


def cost_of_a_step(listing):
    """Instructions of the step loop, of an ordinary step, and of the noise for four steps."""
    blocks, follows = graph(instructions(listing))
    loops = natural_loops(follows)
    paths_head, paths = max(loops.items(), key=lambda item: len(item[1]))
    four_head, four = largest_within(loops, paths, paths_head)
    step_head, step = largest_within(loops, four, four_head)
    size = lambda block: len(blocks[block])
    way = shortest_way_round(step_head, step, size, follows)
    around = shortest_way_round(four_head, four, lambda b: 0 if b in step else size(b), follows)
    noise = [b for b in around if b not in step]
    mix = lambda chosen: Counter(class_of(i[2]) for b in chosen for i in blocks[b])
    once, four_steps = mix(way), mix(noise)
    return {
        "step_loop": sum(map(size, step)),
        "ordinary_step": sum(once.values()),
        "noise_of_four_steps": sum(four_steps.values()),
        "per_path_step": round(sum(once.values()) + sum(four_steps.values()) / 4, 2),
        "mix_per_path_step": {k: round(once[k] + four_steps[k] / 4, 2)
                              for k in sorted(once | four_steps)},
    }


def occupancy(registers, shared):
    """Threads that fit on a multiprocessor, as a share, in blocks of BLOCK threads."""
    per_warp = -(-registers * 32 // 256) * 256
    by_registers = REGISTERS // per_warp // (BLOCK // 32)
    by_shared = SHARED // (shared + SHARED_PER_BLOCK)
    return min(by_registers, by_shared, THREADS // BLOCK) * BLOCK / THREADS


def kernels(program):
    """{short name: figures} of every kernel in a program or object file."""
    cuobjdump = tool("cuobjdump")
    environment = os.environ | {"PATH": f"{pathlib.Path(cuobjdump).parent}:{os.environ['PATH']}"}
    run = lambda option: subprocess.run([cuobjdump, option, "-arch", "sm_90", str(program)],
                                        check=True, text=True, env=environment,
                                        capture_output=True).stdout
    listing = run("--dump-sass")
    resources = dict(_RESOURCES.findall(run("--dump-resource-usage")))
    found = {}
    for part in re.split(r"(?=^\s*Function : )", listing, flags=re.MULTILINE):
        name = _FUNCTION.search(part)
        if not name or "simulate" not in name[1]:
            continue
        used = dict(re.findall(r"(\w+):(\d+)", resources[name[1]]))
        code = instructions(part)
        kernel = label(name[1])
        found[kernel] = {
            "registers": int(used["REG"]),
            "stack_bytes": int(used["STACK"]),
            "static_shared_bytes": int(used["SHARED"]),
            "local_accesses": sum(i[2].startswith(("LDL", "STL")) for i in code),
            "occupancy": occupancy(int(used["REG"]), shipped_shared(kernel)),
            "instructions": len(code),
        } | (cost_of_a_step(part) if is_lean(kernel) else {})
    return found


def table(found):
    """The figures for people."""
    lines = [f"sm_90, blocks of {BLOCK} threads; machine instructions",
             f"{'kernel':28}{'registers':>10}{'local':>8}{'stack':>7}{'static':>8}{'occupancy':>11}"
             f"{'step loop':>11}{'ordinary':>10}{'noise / 4':>11}{'a step':>9}"]
    for kernel, k in sorted(found.items()):
        lines.append(f"{kernel:28}{k['registers']:10}{k['local_accesses']:8}{k['stack_bytes']:7}"
                     f"{k['static_shared_bytes']:8}{k['occupancy']:11.0%}")
        if "step_loop" in k:
            lines[-1] += (f"{k['step_loop']:11}{k['ordinary_step']:10}{k['noise_of_four_steps']:11}"
                          f"{k['per_path_step']:9.1f}")
    return "\n".join(lines)


if __name__ == "__main__":
    import json
    import sys
    figures = kernels(sys.argv[1])
    print(table(figures), file=sys.stderr)
    print(json.dumps(figures, indent=1, sort_keys=True))
