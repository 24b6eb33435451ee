package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Issue;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Tries;
import io.slackwater.executor.update.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules of all stages share. */
abstract class Rule {

    final Scene scene;
    final Update update;

    Rule(Scene scene, Update update) {
        this.scene = scene;
        this.update = update;
    }

    abstract Step advance();

    final Instant now() {
        return scene.now();
    }

    final ChangeFact change() {
        return scene.surroundings().change(update.key().changeId());
    }

    /** Returns the host that has the VM; where that is not certain, the one it was on last. */
    final String hostId() {
        return scene.hostOf(update);
    }

    /** Moves to a stage. The time of the decision is later than that of the one before, whatever the clock says. */
    final Update moved(Stage stage) {
        return update.at(stage).on(hostId()).decided(nextDecision());
    }

    final Instant nextDecision() {
        return scene.after(update.decidedAt());
    }

    /** Ends the update. */
    final Step end(Phase phase, String reason) {
        return end(Saying.of(update.decided(nextDecision()), phase).because(reason));
    }

    final Step end(Saying saying, Effect... before) {
        List<Effect> effects = new ArrayList<>(List.of(before));
        effects.add(new Effect.Say(saying));
        return Step.end(effects);
    }

    /** Tells the hands, or nobody where the host was retired or its URI is not known: then its next event wakes the VM. */
    final List<Effect> tell(CommandType type, Update told, Issue issue) {
        return scene
                .surroundings()
                .host(told.hostId())
                .filter(host -> !host.retired())
                .map(HostFact::uri)
                .filter(uri -> !uri.isEmpty())
                .<Effect>map(uri -> new Effect.Tell(type, told, issue, uri, Orders.of(type, scene, told), now()))
                .stream()
                .toList();
    }

    /** Returns how long a command may be out before it is issued again. */
    final Duration patience(CommandType type, Update told) {
        return Orders.of(type, scene, told).patience(type);
    }

    /** Says that it failed, and has the old references put back. */
    final Step rollBack(Stage.RollingBack rollingBack) {
        return rollBack(rollingBack, update.tries());
    }

    /** The same where something went wrong too often. */
    final Step rollBack(Stage.RollingBack rollingBack, Tries tries) {
        Update failed = moved(rollingBack).showing(List.of()).trying(tries);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Say(Saying.of(failed, Phase.FAILED).because(rollingBack.cause())));
        effects.addAll(tell(CommandType.ROLL_BACK, failed, rollingBack.issue()));
        return new Step(
                Optional.of(failed),
                effects,
                Optional.of(rollingBack.issue().again(patience(CommandType.ROLL_BACK, failed))));
    }

    /** Issues a command again when it is time, or waits until then. */
    final Step issueAgain(CommandType type, Issue issue, Instant when, Stage again) {
        if (now().isBefore(when)) {
            return Step.stay(update, when);
        }
        Update told = update.at(again).on(hostId());
        Issue next = new Issue(issue.number() + 1, now());
        return new Step(Optional.of(told), tell(type, told, next), Optional.of(next.again(patience(type, told))));
    }

    /** Returns what a command met on its host; empty where the observations of the VM show it. */
    final Optional<Blocker> obstacle(Answer answer) {
        return Obstacles.code(answer.status()).map(code -> Obstacles.blocker(code, subjectOf(code), answer, now()));
    }

    private String subjectOf(BlockerCode code) {
        if (code == BlockerCode.STORE_FULL) {
            return update.replacements().get(0).from().store();
        }
        boolean isOfHost = code == BlockerCode.HOST_REFUSED || code == BlockerCode.HOST_BUSY;
        return isOfHost ? hostId() : update.key().vmId();
    }

    /** Returns why the VM is certainly gone, or empty. */
    final boolean isGone() {
        return scene.certainlyGoneAt().filter(when -> !now().isBefore(when)).isPresent();
    }
}
