package io.slackwater.standalone;

import io.slackwater.standalone.config.ConfigurationException;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.demo.engine.EngineException;
import io.slackwater.standalone.process.ChildFailedException;
import io.slackwater.standalone.services.AlreadyRunningException;
import io.slackwater.standalone.services.DataDirectoryException;
import io.slackwater.standalone.services.PortTakenException;
import io.slackwater.standalone.text.Unreadable;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed in a sentence; a stack trace only where Slackwater itself is to blame. */
final class FailureHandler implements IExecutionExceptionHandler {

    private static final int NOT_DONE = 1;

    @Override
    public int handleExecutionException(Exception failed, CommandLine commandLine, ParseResult arguments) {
        PrintWriter errors = commandLine.getErr();
        if (failed instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            errors.println("Interrupted.");
        } else if (isToldInASentence(failed)) {
            errors.println(failed.getMessage());
        } else if (failed instanceof FileSystemException file) {
            errors.println(inWords(file));
        } else if (failed instanceof UncheckedIOException wrapped
                && wrapped.getCause() instanceof FileSystemException file) {
            errors.println(inWords(file));
        } else {
            failed.printStackTrace(errors);
        }
        errors.flush();
        return NOT_DONE;
    }

    private static String inWords(FileSystemException failed) {
        return failed.getFile() + " cannot be used: " + Unreadable.why(failed)
                + ". See that this user may write there, and that the file system has room";
    }

    private static boolean isToldInASentence(Exception failed) {
        return failed instanceof ConfigurationException
                || failed instanceof CommandFailedException
                || failed instanceof EngineException
                || failed instanceof ChildFailedException
                || failed instanceof AlreadyRunningException
                || failed instanceof DataDirectoryException
                || failed instanceof PortTakenException
                || failed instanceof KafkaException;
    }
}
