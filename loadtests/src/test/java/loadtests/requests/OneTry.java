package loadtests.requests;

import io.gatling.http.client.impl.PrematureCloseException;
import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Lets a request fail whose connection is closed before an answer comes. Gatling fails those on new
 * connections only; on a kept one it would send the request once more, a write too, and count what
 * came of that: a pod that dies at work would look as if it had lost nothing. Gatling has no
 * setting for it, so Netty is told to put this before Gatling's own handler in each connection.
 */
public final class OneTry extends ChannelInitializerExtension {
  /** What Gatling calls the handler that would send again. */
  private static final String GATLINGS = "app-http";

  /** Makes it hold for all connections from now on; before the first one, by the simulation. */
  public static void install() {
    System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
  }

  @Override
  public void postInitializeClientChannel(Channel channel) {
    // Runs after Gatling's own, which adds its handlers when the channel is registered.
    channel
        .pipeline()
        .addLast(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel made) {
                ChannelPipeline pipeline = made.pipeline();
                if (pipeline.get(GATLINGS) != null) {
                  pipeline.addBefore(GATLINGS, "one-try", new Handler());
                }
              }
            });
  }

  /** Used by the connection's own thread only. */
  private static final class Handler extends ChannelDuplexHandler {
    private boolean waiting;

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpRequest) {
        waiting = true;
      }
      var _ = context.write(message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      waiting = false;
      context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (waiting) {
        waiting = false;
        context.fireExceptionCaught(PrematureCloseException.INSTANCE);
      }
      context.fireChannelInactive();
    }
  }
}
