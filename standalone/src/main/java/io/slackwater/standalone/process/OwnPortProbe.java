package io.slackwater.standalone.process;

/** Believes an answer only where the port that gave it is the child's own, as far as the machine tells whose it is. */
public final class OwnPortProbe implements HealthProbe {

    private final int port;
    private final HealthProbe asked;

    /**
     * A probe of a child that listens itself.
     *
     * @param port where it listens
     * @param asked what asks it there
     */
    public OwnPortProbe(int port, HealthProbe asked) {
        this.port = port;
        this.asked = asked;
    }

    @Override
    public Health check(ProcessHandle child) {
        Health answer = asked.check(child);
        return answer.isUp()
                ? PortUser.otherThan(child, port)
                        .<Health>map(stranger -> new Health.NotUp("port " + port + " is taken by " + stranger))
                        .orElse(answer)
                : answer;
    }
}
