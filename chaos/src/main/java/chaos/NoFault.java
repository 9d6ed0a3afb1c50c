package chaos;

/** The control: nothing is broken, so whatever is seen under it is noise. */
public final class NoFault implements Fault {
  /** The control needs nothing. */
  public NoFault() {}

  @Override
  public String name() {
    return "no-fault";
  }

  @Override
  public boolean leavesTraces() {
    return false;
  }

  @Override
  public void inject() {
    // Nothing is what the control does.
  }

  @Override
  public boolean fired() {
    return false;
  }

  @Override
  public void undo() {
    // Nothing was done.
  }
}
