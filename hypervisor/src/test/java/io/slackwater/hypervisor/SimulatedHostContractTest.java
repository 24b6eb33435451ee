package io.slackwater.hypervisor;

class SimulatedHostContractTest extends HostConnectionContract {
    @Override
    ContractHost host() throws Exception {
        return new SimulatedContractHost(false);
    }
}
