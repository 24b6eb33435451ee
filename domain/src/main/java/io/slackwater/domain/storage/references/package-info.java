/** What a VM refers to, on which hosts, in which stores; and what it last referred to where it vanished. Pure. */
@NullMarked
package io.slackwater.domain.storage.references;

import org.jspecify.annotations.NullMarked;
