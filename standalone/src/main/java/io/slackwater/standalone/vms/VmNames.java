package io.slackwater.standalone.vms;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What VMs are called. */
public interface VmNames {

    /** A UUID that is a word of its own: one inside a path or another name is no VM's. */
    Pattern UUID_IN_TEXT = Pattern.compile("(?<![^\\s(])" + VmFinder.FORM + "(?![^\\s,;)])");

    /** Returns the name of a VM, so that it is told apart from others; what is no UUID, or of no VM with a known name, as it is. */
    String inWords(String subject);

    /** Returns a text with names, as {@link #inWords} gives them, in the place of the UUIDs of VMs. */
    default String inText(String text) {
        return UUID_IN_TEXT.matcher(text).replaceAll(uuid -> Matcher.quoteReplacement(inWords(uuid.group())));
    }
}
