package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Setback;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Tries;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An update that a hand was told to apply. */
final class GrantedRule extends Rule {

    private final Stage.Granted granted;

    GrantedRule(Scene scene, Update update, Stage.Granted granted) {
        super(scene, update);
        this.granted = granted;
    }

    @Override
    Step advance() {
        return update.answer().isPresent() ? answered(update.answer().get()) : goOn();
    }

    private Step answered(Answer answer) {
        return switch (answer.status()) {
            case DONE -> applied(answer);
            case FAILED -> rollBack(granted.failed(answer.detail(), now()));
            case EXPECTATION_FAILED -> released(answer, Optional.of(changed(answer)));
            case NOT_STOPPED -> released(answer, Optional.of(refused(answer)));
            case REFUSED -> refusedByHost(answer);
            case STORE_FULL, MIGRATING, JOB_UNDER_WAY, BLOCK_JOB_UNDER_WAY -> released(answer, obstacle(answer));
            case NOT_HERE, NOT_MODIFIABLE, INCONCLUSIVE, STOPPED -> released(answer, unseen(answer));
            case EXPIRED, UNREACHABLE -> isRestart() ? goOn() : released(answer, obstacle(answer));
        };
    }

    /** What may be over soon is tried again; what is refused again and again is a failure, for nobody else would end it. */
    private Step refusedByHost(Answer answer) {
        Tries tries = update.tries().refused();
        return scene.timing().bounds().isRefused(tries)
                ? rollBack(
                        granted.failed(
                                "The host refused it " + tries.refusals() + " times, the last time because: "
                                        + answer.detail(),
                                now()),
                        tries)
                : released(answer, obstacle(answer), tries);
    }

    /** What the observations do not show either is shown once it comes back a second time. */
    private Optional<Blocker> unseen(Answer answer) {
        return granted.setback().map(before -> changed(answer));
    }

    private boolean isRestart() {
        return update.admission().filter(Admission::restarts).isPresent();
    }

    /** It is told again until it answers, for a VM that a hand may have stopped is not left so; unless the change was recalled. */
    private Step goOn() {
        Instant again = granted.issue().again(patience(CommandType.APPLY, update));
        if (!now().isBefore(again) && isGone() && isRetired()) {
            return end(Phase.NOT_NEEDED, "Its host was retired while it was applied, and no other host has the VM");
        }
        if (!now().isBefore(again) && change().withdrawn()) {
            return rollBack(granted.failed("The change was withdrawn while it was applied", now()));
        }
        return issueAgain(CommandType.APPLY, granted.issue(), again, granted.issuedAgain(now()));
    }

    /** Then nobody is told any more, and nobody answers. */
    private boolean isRetired() {
        return scene.surroundings()
                .host(update.hostId())
                .filter(HostFact::retired)
                .isPresent();
    }

    private Step applied(Answer answer) {
        List<Blocker> blockers = List.of(new Blocker(
                BlockerCode.AWAITING_START,
                update.key().vmId(),
                now(),
                "It runs the new version when it is started next, and is judged then"));
        // A run that goes on is not to be judged, unless it turns out to be one on the new volumes.
        Optional<Instant> run = scene.onlySighting()
                .flatMap(Sighting::power)
                .filter(power -> power.state().isRunning())
                .map(Power::since);
        Update applied = moved(granted.applied(run, now()))
                .replacing(update.learning(answer.replacements()))
                .showing(blockers)
                .trying(Tries.NONE);
        return Step.to(
                applied,
                Optional.of(now()),
                new Effect.Say(Saying.of(applied, Phase.APPLIED).heldUpBy(blockers)));
    }

    private Step released(Answer answer, Optional<Blocker> blocker) {
        return released(answer, blocker, update.tries());
    }

    private Step released(Answer answer, Optional<Blocker> blocker, Tries tries) {
        int count = granted.setback().map(Setback::count).orElse(0) + 1;
        Setback setback = Setback.after(count, now(), scene.timing().pause(), blocker);
        boolean isTouched =
                answer.status() == AnswerStatus.NOT_STOPPED || (isRestart() && !isUntouched(answer.status()));
        Update released = moved(granted.released(setback))
                .showing(List.of())
                .trying(tries)
                .admitted(update.admission().map(right -> isTouched ? right : right.in(Optional.empty())));
        return Step.to(
                released,
                Optional.of(now()),
                new Effect.Say(Saying.of(released, Phase.RELEASED).because(answer.status() + ": " + answer.detail())));
    }

    private Blocker refused(Answer answer) {
        return new Blocker(BlockerCode.RESTART_REFUSED, update.key().vmId(), now(), answer.detail());
    }

    private static boolean isUntouched(AnswerStatus status) {
        return status == AnswerStatus.REFUSED
                || status == AnswerStatus.STORE_FULL
                || status == AnswerStatus.MIGRATING
                || status == AnswerStatus.JOB_UNDER_WAY
                || status == AnswerStatus.BLOCK_JOB_UNDER_WAY;
    }

    private Blocker changed(Answer answer) {
        return new Blocker(BlockerCode.EXPECTATION_CHANGED, update.key().vmId(), now(), answer.detail());
    }
}
