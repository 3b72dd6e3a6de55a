"""All nemeses by name."""
from nemeses.clocks import Skew
from nemeses.masters import KillMaster
from nemeses.network import MasterFromReplicas, NodeFromMaster, NodeFromNode
from nemeses.processes import KillNode, KillReplica, PauseMaster, PauseNode, RestartNodes
from nemeses.replication import Delay, StopApplying, StopReceiving

NEMESES = {kind.name: kind for kind in (
    KillMaster, KillReplica, KillNode, StopApplying, Delay, StopReceiving, NodeFromMaster, NodeFromNode, MasterFromReplicas, PauseMaster,
    PauseNode, Skew, RestartNodes)}
