package io.slackwater.domain.storage.volume;

/**
 * Decides about one volume. Every input first changes what is known of the volume, then the volume is brought as far as it can go
 * ({@link VolumeReconciler}); an input that comes twice finds its change made and yields nothing new.
 */
public final class VolumeDecider {

    private final ReclaimRules rules;

    public VolumeDecider(ReclaimRules rules) {
        this.rules = rules;
    }

    /** Returns what becomes of the volume, what to tell and what to command. */
    public VolumeDecision decide(Volume volume, VolumeInput input, VolumeDecisionContext context) {
        DecisionBuilder decisionBuilder = new DecisionBuilder(volume);
        ReferenceCheckOutcomeHandler deleteOutcomes =
                new ReferenceCheckOutcomeHandler(decisionBuilder, context.now(), rules);
        VolumeInputHandler inputs = new VolumeInputHandler(decisionBuilder, deleteOutcomes, context.now(), rules);
        input.accept(new Handling(inputs, deleteOutcomes)).run();
        new VolumeReconciler(decisionBuilder, context, rules).reconcile();
        return decisionBuilder.decision();
    }

    /** Finds what changes by each input. */
    private record Handling(VolumeInputHandler inputs, ReferenceCheckOutcomeHandler deleteOutcomes)
            implements VolumeInput.Visitor<Runnable> {

        @Override
        public Runnable reconcile(VolumeInput.Reconcile reconcile) {
            return () -> {};
        }

        @Override
        public Runnable observed(VolumeInput.Observed observed) {
            return () -> inputs.observe(observed);
        }

        @Override
        public Runnable adopted(VolumeInput.Adopted adopted) {
            return () -> inputs.adopt(adopted);
        }

        @Override
        public Runnable wanted(VolumeInput.Wanted wanted) {
            return () -> inputs.want(wanted);
        }

        @Override
        public Runnable staged(VolumeInput.Staged staged) {
            return () -> inputs.staged(staged);
        }

        @Override
        public Runnable progressed(VolumeInput.Progressed progressed) {
            return () -> inputs.progressed(progressed);
        }

        @Override
        public Runnable expired(VolumeInput.Expired expired) {
            return () -> inputs.expired(expired);
        }

        @Override
        public Runnable notStaged(VolumeInput.NotStaged notStaged) {
            return () -> inputs.notStaged(notStaged);
        }

        @Override
        public Runnable referenced(VolumeInput.Referenced referenced) {
            return () -> deleteOutcomes.referenced(referenced);
        }

        @Override
        public Runnable unclear(VolumeInput.Unclear unclear) {
            return () -> deleteOutcomes.unclear(unclear.commandId(), unclear.blockers());
        }

        @Override
        public Runnable inspected(VolumeInput.Inspected inspected) {
            return () -> deleteOutcomes.inspected(inspected);
        }

        @Override
        public Runnable deleted(VolumeInput.Deleted deleted) {
            return () -> deleteOutcomes.deleted(deleted);
        }

        @Override
        public Runnable putAside(VolumeInput.PutAside putAside) {
            return () -> inputs.putAside(putAside);
        }

        @Override
        public Runnable takenBack(VolumeInput.TakenBack takenBack) {
            return () -> inputs.takeBack();
        }
    }
}
