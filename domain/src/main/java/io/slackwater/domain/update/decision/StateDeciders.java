package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;

/** Finds the decider of the state that an update is in. */
record StateDeciders(DecisionContext context, Update update) implements UpdateState.Visitor<StateDecider> {

    @Override
    public StateDecider waiting(UpdateState.Waiting waiting) {
        return new WaitingDecider(context, update, waiting);
    }

    @Override
    public StateDecider granted(UpdateState.Granted granted) {
        return new GrantedDecider(context, update, granted);
    }

    @Override
    public StateDecider awaitingStart(UpdateState.AwaitingStart awaitingStart) {
        return new AwaitingStartDecider(context, update, awaitingStart);
    }

    @Override
    public StateDecider verifying(UpdateState.Verifying verifying) {
        return new VerifyingDecider(context, update, verifying);
    }

    @Override
    public StateDecider rollingBack(UpdateState.RollingBack rollingBack) {
        return new RollingBackDecider(context, update, rollingBack);
    }

    @Override
    public StateDecider awaitingStop(UpdateState.AwaitingStop awaitingStop) {
        return new AwaitingStopDecider(context, update, awaitingStop);
    }
}
