package io.slackwater.planning.forecast;

import io.slackwater.domain.budget.Allocator;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseLedger;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.rollout.Rollouts;
import io.slackwater.domain.update.Phase;
import io.slackwater.planning.history.PowerPeriod;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays a rollout through. The waves and the budgets are those of the executor's allocator; a VM asks while it has an opportunity, is applied
 * a moment after its grant, and is proved by its next start. Nothing fails.
 */
public final class RolloutRun {

    private static final Duration KEPT = Duration.ofDays(1);

    private final RunStart runStart;
    private final EventQueue eventQueue;
    private final Allocator allocator;
    private final RequestQueue requests;
    private final Map<String, Player> players = new HashMap<>();
    private Instant servesAt = PowerPeriod.FOREVER;

    private RolloutRun(RunStart runStart) {
        this.runStart = runStart;
        this.eventQueue = new EventQueue(runStart.now());
        this.allocator = new Allocator(
                new LeaseLedger(runStart.limits(), runStart.rules(), List.of()),
                new Rollouts(List.of(), new RememberedMembers(), Optional.empty()),
                runStart.rules(),
                new Allocator.LeaseTimes(KEPT, KEPT));
        this.requests = new RequestQueue(allocator);
    }

    /** Plays until everybody is proved, or until the end. Returns what became of each, in the order of the participants. */
    public static List<VmResult> run(RunStart runStart, List<Participant> participants) {
        RolloutRun run = new RolloutRun(runStart);
        runStart.facts().forEach(run.allocator::applyRolloutFact);
        runStart.heard().forEach(status -> run.allocator.applyUpdateStatus(status, runStart.now()));
        List<Player> players = participants.stream()
                .map(participant -> run.new Player(participant))
                .toList();
        players.forEach(Player::begin);
        run.serve();
        run.eventQueue.runUntil(runStart.end());
        return players.stream().map(Player::fate).toList();
    }

    private void serve() {
        requests.serve(eventQueue.now(), this::granted).ifPresent(again -> {
            if (again.isBefore(servesAt)) {
                servesAt = again;
                eventQueue.at(again, this::serveAgain);
            }
        });
    }

    private void serveAgain() {
        servesAt = PowerPeriod.FOREVER;
        serve();
    }

    private void granted(Lease lease) {
        Player player = players.get(lease.request().updateId());
        if (player != null) {
            player.granted(lease.wave());
        }
    }

    private void heard(Participant participant, Phase phase, int wave) {
        allocator.applyUpdateStatus(
                new UpdateStatus(participant.request(), phase, wave, Set.of(), eventQueue.now()), eventQueue.now());
    }

    /** One VM. */
    private final class Player {

        private final Participant participant;
        private PowerPeriod powerPeriod;
        private int wave;
        private boolean isAsking;
        private UpdateMethod updateMethod = UpdateMethod.OFF;
        private Optional<Instant> askedAt = Optional.empty();
        private Optional<Instant> grantedAt = Optional.empty();
        private Optional<Instant> verifiedAt = Optional.empty();

        Player(Participant participant) {
            this.participant = participant;
            this.powerPeriod = participant.timeline().next();
            players.put(participant.request().updateId(), this);
        }

        void begin() {
            if (participant.appliedIn().isPresent()) {
                wave = participant.appliedIn().get();
                updateMethod = powerPeriod.isOff() ? UpdateMethod.OFF : UpdateMethod.RESTART;
                awaitProof();
            } else {
                seek(eventQueue.now());
            }
        }

        VmResult fate() {
            return new VmResult(
                    participant.request().vmId(),
                    participant.request().scope().policy(),
                    wave,
                    askedAt,
                    grantedAt,
                    verifiedAt);
        }

        /** Waits for the next opportunity that begins before the end of the run. */
        private void seek(Instant from) {
            Optional<UpdateOpportunity> chance = participant.chances().first(powerPeriod, from);
            while (chance.isEmpty() && powerPeriod.until().isBefore(runStart.end())) {
                powerPeriod = participant.timeline().next();
                chance = participant.chances().first(powerPeriod, from);
            }
            chance.ifPresent(next -> eventQueue.at(next.from(), () -> ask(next)));
        }

        private void ask(UpdateOpportunity opportunity) {
            isAsking = true;
            updateMethod = opportunity.manner();
            askedAt = askedAt.or(() -> Optional.of(eventQueue.now()));
            requests.add(participant.request());
            eventQueue.at(opportunity.until(), () -> giveUp(opportunity));
            serve();
        }

        private void giveUp(UpdateOpportunity opportunity) {
            if (isAsking) {
                isAsking = false;
                requests.remove(participant.request());
                seek(opportunity.until());
            }
        }

        void granted(int ofWave) {
            isAsking = false;
            wave = ofWave;
            grantedAt = Optional.of(eventQueue.now());
            heard(participant, Phase.GRANTED, wave);
            eventQueue.at(eventQueue.now().plus(participant.takes(updateMethod)), this::applied);
        }

        private void applied() {
            heard(participant, Phase.APPLIED, wave);
            requests.moved(participant.request());
            awaitProof();
            serve();
        }

        private void awaitProof() {
            startedAt().ifPresent(start -> eventQueue.at(start.plus(participant.provedAfter()), this::verified));
        }

        /** Returns when it starts, and stays up for long enough; empty where it does not. */
        private Optional<Instant> startedAt() {
            if (updateMethod == UpdateMethod.RESTART) {
                return Optional.of(eventQueue.now());
            }
            while (powerPeriod.until().isBefore(runStart.end())) {
                powerPeriod = participant.timeline().next();
                if (!powerPeriod.isOff()
                        && powerPeriod.from().plus(participant.provedAfter()).isBefore(powerPeriod.until())) {
                    return Optional.of(powerPeriod.from());
                }
            }
            return Optional.empty();
        }

        private void verified() {
            verifiedAt = Optional.of(eventQueue.now());
            heard(participant, Phase.VERIFIED, wave);
            requests.moved(participant.request());
            serve();
        }
    }
}
