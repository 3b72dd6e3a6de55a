"""All nemeses by name."""
from nemeses.clocks import Skew
from nemeses.masters import DoubleFault, KillMaster, SplitCluster, Switchover
from nemeses.network import MasterFromReplicas, NodeFromMaster, NodeFromNode
from nemeses.processes import KillNode, KillReplica, PauseMaster, PauseNode, RestartNodes
from nemeses.replication import Delay, StopApplying, StopReceiving
from nemeses.slow_answers import SlowAnswers

NEMESES = {kind.name: kind for kind in (
    KillMaster, KillReplica, KillNode, StopApplying, Delay, StopReceiving, NodeFromMaster, NodeFromNode, SplitCluster,
    MasterFromReplicas, PauseMaster, PauseNode, Skew, DoubleFault, RestartNodes, SlowAnswers, Switchover)}
