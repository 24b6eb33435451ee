/**
 * The life of one volume: what it holds, who may still need it, and the decision what happens to it next. Pure: no clock, no
 * I/O, no framework.
 */
@NullMarked
package io.slackwater.domain.storage.volume;

import org.jspecify.annotations.NullMarked;
