"""One run: cluster, load, faults one after the other, healing, the final state."""
import asyncio
import itertools
import math
import random
import time
import traceback

from final_state import FinalState, unexpected_lines
from history import History, now
from load import Load, World

WELL_SECONDS = 60  # a healed cluster that is not well by then is a finding
LAST_CALL_SECONDS = 80  # two calls of a step, each given up after 35 s


class Experiment:
    """@param plan  the nemeses of each round, in order"""

    def __init__(self, laboratory, options, plan):
        self.laboratory, self.options, self.plan = laboratory, options, plan
        self.history = History(laboratory.folder / "history.jsonl")
        self.began = time.monotonic()
        self.findings = []

    def say(self, text):
        print(f"{time.monotonic() - self.began:7.1f}  {text}", flush=True)

    def event(self, what, nemesis="", detail="", began=None):
        if what == "finding":
            self.finding(f"{nemesis}: {detail}")
            return
        self.history.event(what, nemesis, detail, began)
        self.say(" ".join(word for word in (what, nemesis, detail) if word))

    def finding(self, text):
        """Something that the laboratory itself saw and that must not happen."""
        self.findings.append(text)
        self.history.write("log", source="lab", line=text)
        self.say(f"FINDING {text}")

    async def run(self):
        laboratory = self.laboratory
        world = World(laboratory, self.history, self.options.seed)
        self.history.write("run", seed=self.options.seed, durability="strict", start=time.monotonic_ns(), nodes=list(laboratory.nodes),
                           databases=list(laboratory.databases), contexts=laboratory.contexts, tags=world.tags, lease_ms=2000)
        load = Load(world, self.options.rate)
        self.say("logins, folders, documents")
        await load.prepare()
        self.event("load-start", detail=f"{len(load.processes)} processes, {self.options.rate} calls/s")
        load.start()
        try:
            await self._rounds(load)
        finally:
            await self._last_calls(load)
        try:
            await asyncio.to_thread(self._close, world)
        except Exception as error:  # a cluster without a master, for example
            self.finding(f"the end: {error!r}")
        finally:
            self.history.close()

    async def _rounds(self, load):
        """Until the plan or the time is at its end."""
        end = time.monotonic() + self.options.minutes * 60 if self.options.minutes else math.inf
        await asyncio.sleep(self.options.heal)
        for nemeses in self.plan:
            if time.monotonic() >= end:
                return
            await self._round(nemeses)
            if failure := load.failed():
                raise failure

    async def _round(self, nemeses):
        # The master goes last, and comes back last: what the other fault does needs one, and a promotion that was refused
        # because of the other fault succeeds once that is undone.
        nemeses = sorted(nemeses, key=lambda nemesis: nemesis.changes_master)
        for nemesis in nemeses:
            nemesis.alone = len(nemeses) == 1
            began = now()
            detail = await self._attempt(nemesis, nemesis.start)
            self.event("nemesis-start", nemesis.name, detail or "", began)
        for nemesis in nemeses:
            await self._attempt(nemesis, nemesis.react)
        await asyncio.sleep(self.options.fault)
        for nemesis in nemeses:
            await self._attempt(nemesis, nemesis.stop)
            self.event("nemesis-stop", nemesis.name)
        for name in await asyncio.to_thread(self.laboratory.reunite):
            self.say(f"{name} did not follow the master, and does now")
        self.event("heal", "+".join(nemesis.name for nemesis in nemeses))
        await self._become_well()
        await asyncio.sleep(self.options.heal)

    async def _attempt(self, nemesis, verb):
        """One thing that a nemesis does, on a thread. That it cannot be done is a finding, too."""
        try:
            return await asyncio.to_thread(verb)
        except Exception as error:  # whatever it is, the load and the healing go on
            (self.laboratory.folder / "failures.txt").open("a").write("".join(traceback.format_exception(error)))
            self.finding(f"{nemesis.name} {verb.__name__}: {str(error).splitlines()[0] if str(error) else repr(error)}")
            return None

    async def _become_well(self):
        end = time.monotonic() + WELL_SECONDS
        while problem := await asyncio.to_thread(self.laboratory.well):
            if time.monotonic() > end:
                self.finding(f"not well {WELL_SECONDS} s after healing: {problem}")
                return
            await asyncio.sleep(0.2)

    async def _last_calls(self, load):
        self.event("load-stop", detail=f"{self.history.operations} calls so far")
        try:
            await asyncio.wait_for(load.stop(), LAST_CALL_SECONDS)
        except asyncio.TimeoutError:
            self.finding(f"calls hang {LAST_CALL_SECONDS} s after the load ended")

    def _close(self, world):
        """Ends the programs, then reads what is left."""
        laboratory = self.laboratory
        for name in laboratory.nodes:
            (laboratory.folder / f"metrics-{name}.txt").write_text(laboratory.node_get(name, "/metrics")[1])
        for host, program in [*((host, "yoke-groupware") for host in laboratory.nodes.values()), (laboratory.admin, "yoke-admin")]:
            code = host.processes[program].terminate(60)
            if code != 0:
                self.finding(f"{program} on {host.name} ended with {code}")
        laboratory.wait_for_replicas()
        self.say("final state")
        for state in FinalState(laboratory).contexts(world.places):
            self.history.write("final", **state)
        for source, line in unexpected_lines(laboratory):
            self.history.write("log", source=source, line=line)


def make_plan(laboratory, options, kinds, say):
    """Every nemesis once in the order given, then random pairs while there are minutes left; or pairs alone."""
    seed, names = options.seed, options.names
    chooser = random.Random(f"{seed}/plan")
    made = {name: kinds[name](laboratory, seed, say) for name in names}
    if not options.pairs:
        for name in names * options.times:
            yield [made[name]]
    for _ in itertools.count() if options.minutes else range(len(names) * options.times if options.pairs else 0):
        yield [made[name] for name in some_pair(chooser, kinds, names)]


def some_pair(chooser, kinds, names):
    """Two that may be at work at the same time, or one if there are no such two."""
    pairs = [(one, other) for one, other in itertools.combinations(names, 2)
             if not (kinds[one].changes_master and kinds[other].changes_master)  # one master at a time
             and one not in kinds[other].apart_from and other not in kinds[one].apart_from]
    return chooser.sample(chooser.choice(pairs), 2) if pairs else [chooser.choice(names)]
