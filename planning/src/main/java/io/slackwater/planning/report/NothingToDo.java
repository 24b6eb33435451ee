package io.slackwater.planning.report;

import io.slackwater.planning.plan.Plan;

/** Says why a change concerns no VM. */
final class NothingToDo {

    private NothingToDo() {}

    /** Returns the sentence about a plan without VMs. */
    static String sentence(Plan plan) {
        return plan.unclear() > 0
                ? "It is not clear what is to be done: " + TextFormat.vms(plan.unclear())
                        + (plan.unclear() == 1 ? " runs" : " run") + " from a volume that this log does not know."
                : "There is nothing to do: " + why(plan) + ".";
    }

    private static String why(Plan plan) {
        if (plan.change().withdrawn().isPresent()) {
            return "the change was withdrawn";
        }
        if (plan.newer() > 0) {
            return TextFormat.vms(plan.newer()) + " would need it, but a newer change takes its place"
                    + (plan.done() == 0 ? "" : "; " + had(plan));
        }
        String others = "uses a version that it takes the place of";
        return plan.done() == 0 ? "no VM that the log knows of " + others : had(plan) + ", and no other VM " + others;
    }

    private static String had(Plan plan) {
        return TextFormat.vms(plan.done()) + (plan.done() == 1 ? " has" : " have") + " it already";
    }
}
