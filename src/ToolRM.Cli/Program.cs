Console.WriteLine("toolrm");
