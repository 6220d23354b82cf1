/**
 * The TestEngine. The only type that users meet is {@link dev.forkd.engine.ForkdTestEngine}; the packages
 * below follow one test on its way: {@code discovery}, {@code plan}, {@code bundle}, {@code run},
 * {@code replay}, with {@code configuration} beside them. They are not API.
 */
@NullMarked
package dev.forkd.engine;

import org.jspecify.annotations.NullMarked;
