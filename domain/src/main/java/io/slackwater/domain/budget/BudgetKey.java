package io.slackwater.domain.budget;

/** The key of one budget: the fleet, updates not yet verified, a wave, a host or a label value. */
public sealed interface BudgetKey {

    /** Returns how it is named in a blocker. */
    String subject();

    /** The updates from grant to applied. */
    record Fleet() implements BudgetKey {
        @Override
        public String subject() {
            return "fleet";
        }
    }

    /** The updates from grant to verified: those that wait for a start, and those that will. */
    record Unverified() implements BudgetKey {
        @Override
        public String subject() {
            return "fleet awaiting start";
        }
    }

    /** The updates of a wave without a verdict. It limits nothing, but tells whom the next wave waits for. */
    record Wave(String changeId, String policy, int number) implements BudgetKey {
        @Override
        public String subject() {
            return "wave " + number;
        }
    }

    /** A host's updates from grant to applied. */
    record Host(String hostId) implements BudgetKey {
        @Override
        public String subject() {
            return "host " + hostId;
        }
    }

    /** The updates from grant to verified of all VMs with a label value: of two replicas, one has come up before the other goes. */
    record Label(String name, String value) implements BudgetKey {
        @Override
        public String subject() {
            return "label " + name + "=" + value;
        }
    }
}
