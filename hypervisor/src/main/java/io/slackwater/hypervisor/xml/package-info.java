/**
 * Domain and snapshot XML, read into slots and edited textually: an edit replaces spans of the original document, so that
 * everything that it does not name stays as it is, character for character.
 */
@NullMarked
package io.slackwater.hypervisor.xml;

import org.jspecify.annotations.NullMarked;
