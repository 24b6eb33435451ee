package io.slackwater.hypervisor;

class TestDriverContractTest extends HostConnectionContract {
    @Override
    ContractHost host() throws Exception {
        return new TestDriverContractHost();
    }
}
