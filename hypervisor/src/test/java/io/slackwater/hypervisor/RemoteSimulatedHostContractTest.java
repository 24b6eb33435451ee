package io.slackwater.hypervisor;

class RemoteSimulatedHostContractTest extends HostConnectionContract {
    @Override
    ContractHost host() throws Exception {
        return new SimulatedContractHost(true);
    }
}
