package io.slackwater.standalone.connect;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

/** Why a server gave no answer, for a person. */
public final class NoAnswer {

    private NoAnswer() {}

    /** Returns why. */
    public static String why(IOException noAnswer) {
        if (noAnswer instanceof ConnectException) {
            return "nobody listens there";
        }
        return noAnswer instanceof HttpTimeoutException
                ? "no answer in time"
                : Optional.ofNullable(noAnswer.getMessage()).orElse("the connection broke");
    }
}
